using System.Globalization;
using System.Net;
using System.Text;

namespace PatentFunctions.Recognition.Certificates;

/// <summary>The check as a page that needs nothing: what a telephone shows after the scan.</summary>
internal static class CertificateCheckPage
{
    public static string Html(CertificateCheck check)
    {
        var colour = check.Verdict switch { CertificateVerdict.Valid => "#1a7f37", CertificateVerdict.Expired => "#9a6700", _ => "#c00000" };
        var title = check.Verdict switch
        {
            CertificateVerdict.Valid => "证书有效",
            CertificateVerdict.Expired => "证书已到期",
            CertificateVerdict.Revoked => "认定已撤销",
            CertificateVerdict.Unknown => "登记中没有此证书",
            _ => "签名无效",
        };
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $$"""
            <!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>认定证书核验</title>
            <style>body{font:16px/1.7 sans-serif;max-width:40em;margin:auto;padding:1em}h2{color:{{colour}}}th{text-align:left;vertical-align:top;white-space:nowrap;padding-right:1em;font-weight:normal;color:#666}footer{color:#666;font-size:.85em}</style></head><body>
            <h1>专利密集型产品认定证书核验</h1><h2>{{title}}</h2><p>{{Text(check.Text)}}</p>
            """);
        if (check.Facts is { } facts)
        {
            Table(html, "证书所载",
            [
                ("证书编号", facts.Number), ("产品名称", facts.Product), ("规格型号", facts.Model ?? "—"), ("备案单位", facts.UnitName), ("认定年度", facts.Year.ToString(CultureInfo.InvariantCulture)),
                ("发证日期", ChinaTime.FullDate(facts.IssuedOn)), ("有效期至", ChinaTime.FullDate(facts.ValidUntil)), ("专利总数", $"{facts.Patents.ToString(CultureInfo.InvariantCulture)} 件"),
            ]);
        }
        if (check is { AtIssue: { } then, Now: { } now })
            Table(html, "认定状态", [("发证时", $"{then.StateName}（{ChinaTime.FullDate(then.On)}）"), ("现在", $"{now.StateName}（{ChinaTime.FullDate(now.On)}起）")]);
        if (check.Differences.Count > 0)
            Table(html, "发证后的变化", check.Differences.Select(d => (d.Label, $"证书：{d.OnPaper}；登记：{d.InRegister}")));
        if (check.Patents.Count > 0)
            Table(html, "关联专利", check.Patents.Select(p => (p.Number, p.Title)));
        return html.Append(CultureInfo.InvariantCulture, $"<footer><p>核验时间：{ChinaTime.FullDateTime(check.CheckedAt)}。请确认网址属于国家专利密集型产品备案认定试点平台。</p></footer></body></html>").ToString();
    }

    private static void Table(StringBuilder html, string title, IEnumerable<(string Label, string Value)> rows)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h3>{title}</h3><table>");
        foreach (var (label, value) in rows) html.Append(CultureInfo.InvariantCulture, $"<tr><th>{Text(label)}</th><td>{Text(value)}</td></tr>");
        html.Append("</table>");
    }

    private static string Text(string value) => WebUtility.HtmlEncode(value);
}
