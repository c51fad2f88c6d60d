using PatentFunctions.Revitalization.Focus;
using PatentFunctions.Revitalization.Resources;

namespace PatentFunctions.Tests.Revitalization.Focus;

[Trait("Spec", "FOC-01")]
public sealed class FocusRulesTests
{
    public static TheoryData<string, FocusForm, string[]> Cases => new()
    {
        { "an industry", new FocusForm { StrategicIndustries = ["2.1"] }, [] },
        { "a section", new FocusForm { Industries = ["C"] }, [] },
        { "a keyword", new FocusForm { Keywords = ["轴承"] }, [] },
        { "nothing", new FocusForm(), ["focus.empty "] },
        { "ways alone", new FocusForm { Ways = [TransferWay.Licence], Excluded = ["手机"] }, ["focus.empty "] },
        { "unknown codes", new FocusForm { StrategicIndustries = ["99"], Industries = ["C", "0000"] }, ["focus.unknown-code /strategicIndustries/0", "focus.unknown-code /industries/1"] },
        { "codes twice", new FocusForm { Industries = ["3451", "3451"] }, ["focus.repeated /industries/1"] },
        { "a child of a chosen one", new FocusForm { StrategicIndustries = ["2.1.5", "2.1"] }, ["focus.covered /strategicIndustries/0"] },
        { "a word of one character", new FocusForm { Keywords = ["泵"] }, ["focus.word-length /keywords/0"] },
        { "a word of nothing but signs", new FocusForm { Keywords = ["——"] }, ["focus.word-length /keywords/0"] },
        { "a long word", new FocusForm { Keywords = [new string('轴', 21)] }, ["focus.word-length /keywords/0"] },
        { "words that read the same", new FocusForm { Keywords = ["LED", "ｌｅｄ"] }, ["focus.repeated /keywords/1"] },
        { "wanted and excluded", new FocusForm { Keywords = ["苹果"], Excluded = ["手机", "苹果"] }, ["focus.contradiction /excluded/1"] },
        { "ways twice", new FocusForm { Keywords = ["苹果"], Ways = [TransferWay.Licence, TransferWay.Licence] }, ["focus.repeated /ways"] },
        { "too many words", new FocusForm { Keywords = [.. Enumerable.Range(10, 21).Select(i => $"词{i}")] }, ["focus.too-many /keywords"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_FindsEverythingAtOnce(string what, FocusForm form, string[] findings)
    {
        Assert.NotEmpty(what);
        Assert.Equal(findings, FocusRules.Check(form).Select(f => $"{f.Code} {f.Pointer}"));
    }
}
