using System.Globalization;
using Xunit.Abstractions;

namespace PatentFunctions.Tests.Filing.PreCheck;

/// <summary>
/// Precision and recall of the blocking findings on labelled values. 'development' was looked at while the rules were written, 'held-out' was written
/// before them and not used for tuning until its first result was recorded (README of the pre-check).
/// </summary>
[Trait("Spec", "FIL-05")]
public class LabelledTests(ITestOutputHelper output)
{
    private const double PrecisionFloor = 0.95;
    private const double RecallFloor = 0.90;

    [Theory]
    [InlineData("development")]
    [InlineData("held-out")]
    [InlineData("fresh")]
    public void PreCheck_WhenRunOnLabelledValues_HoldsPrecisionAndRecall(string set)
    {
        var cases = LabelledCase.Load(set);
        var results = cases.Select(labelled => (labelled, found: labelled.Blocking())).ToList();
        var truePositive = results.Count(result => result.labelled.ShouldBlock && result.found.Count > 0);
        var falsePositive = results.Count(result => !result.labelled.ShouldBlock && result.found.Count > 0);
        var falseNegative = results.Count(result => result.labelled.ShouldBlock && result.found.Count == 0);
        var precision = (double)truePositive / (truePositive + falsePositive);
        var recall = (double)truePositive / (truePositive + falseNegative);
        foreach (var (labelled, found) in results)
        {
            if (labelled.ShouldBlock != found.Count > 0)
                output.WriteLine($"{(labelled.ShouldBlock ? "missed" : "false alarm")}: {labelled.Field} {labelled.Value} | {string.Join(' ', labelled.Context)} | {string.Join(' ', found)}");
            else if (labelled.ShouldBlock && !labelled.Expected.Intersect(found).Any())
                output.WriteLine($"other code: {labelled.Field} {labelled.Value} expected {string.Join(' ', labelled.Expected)} found {string.Join(' ', found)}");
        }
        var sameCode = results.Where(result => result.labelled.ShouldBlock && result.found.Count > 0).Average(result => result.labelled.Expected.Intersect(result.found).Any() ? 1.0 : 0.0);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set}: {cases.Count} values, {cases.Count(labelled => labelled.ShouldBlock)} to block; precision {precision:F3}, recall {recall:F3}, right reason {sameCode:F3}"));
        Assert.True(precision >= PrecisionFloor, $"precision {precision:F3}");
        Assert.True(recall >= RecallFloor, $"recall {recall:F3}");
    }
}
