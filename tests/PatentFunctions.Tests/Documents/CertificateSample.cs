using PatentFunctions.Documents;
using PatentFunctions.Documents.Pdf;
using PatentFunctions.Documents.Qr;

namespace PatentFunctions.Tests.Documents;

/// <summary>The 备案证明 of the manual (图 16) with invented facts.</summary>
internal static class CertificateSample
{
    public const string CheckPage = "https://example.gov.cn/check/2026-310115-000123?t=8c1f";

    public const string Note = "本备案证明具有时效性，仅用于证明下载本备案证明时该产品已备案。若该产品由于复核不通过、公众异议、关联专利失效、企业主动撤回等情况导致备案状态发生变化，则本备案证明将自动失去证明效力。该产品最终备案状态应以“国家专利密集型产品备案认定试点平台”查询结果为准。";

    public static CertificateContent Content(int patents) => new()
    {
        Issuer = "国家专利密集型产品备案认定试点平台",
        Title = "备案证明",
        Reference = "产品备案号：2026310115000123",
        Fields =
        [
            new("产品备案号", "2026310115000123"),
            new("产品名称", "用于城市轨道交通车辆的永磁同步牵引电机（额定功率 190 kW）"),
            new("单位名称", "上海𠮷龑轨道交通设备有限公司"),
            new("备案年度", "2026"),
            new("更新年度", "暂无"),
        ],
        ListLabel = "关联专利",
        List = patents == 0 ? ["企业请求不公开关联专利。"] : [.. Enumerable.Range(1, patents).Select(number => $"ZL2021{1 + (number % 3)}0{number:D6}.{number % 10}")],
        Closing = [new("下载时间", "2026年11月20日")],
        Note = Note,
        Code = QrSymbol.Encode(CheckPage),
        CodeCaption = "扫码查询备案状态",
        CreatedAt = new DateTimeOffset(2026, 11, 20, 10, 30, 0, TimeSpan.FromHours(8)),
    };

    public static byte[] Render(int patents) => CertificateLayout.Render(Content(patents), DocumentFont.NotoSansSc);
}
