using System.Globalization;
using PatentFunctions.Catalogs;
using PatentFunctions.PledgeFinancing.Loans;
using PatentFunctions.PledgeFinancing.Subsidies;

namespace PatentFunctions.Tests.PledgeFinancing.Subsidies;

[Trait("Spec", "SUB-09")]
public sealed class SubsidyStatisticsTests
{
    [Theory]
    [InlineData("bank", 1)]
    [InlineData("year", 2)]
    [InlineData("size", 3)]
    public void Count_OverRandomApplications_EqualsARecountByHand(string by, int seed)
    {
        var lines = Lines(new Random(seed), 500);
        var answer = SubsidyStatisticsRules.Count(by, lines, SubsidyStatisticsRules.KeyOf(by)!);

        var byHand = new SortedDictionary<string, (int All, HashSet<UnitId> Units, decimal Loans, decimal Interest, decimal Applied, decimal Approved, decimal Paid, int PaidOnes)>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var key = by == "bank" ? line.BankName : by == "year" ? line.Year.ToString(CultureInfo.InvariantCulture) : line.Size is { } size ? new[] { "大型企业", "中型企业", "小型企业", "微型企业" }[(int)size] : "未填写";
            if (!byHand.TryGetValue(key, out var row)) row = (0, [], 0, 0, 0, 0, 0, 0);
            row.All++;
            row.Units.Add(line.Unit);
            if (line.State is not (SubsidyState.Withdrawn or SubsidyState.Refused or SubsidyState.Closed))
            {
                row.Loans += line.LoanAmount;
                row.Interest += line.Interest;
                row.Applied += line.Applied;
                row.Approved += line.Approved ?? 0;
                row.Paid += line.Paid ?? 0;
                if (line.Paid is not null) row.PaidOnes++;
            }
            byHand[key] = row;
        }
        Assert.Equal(byHand.Select(r => new SubsidyCount(r.Key, r.Value.All, r.Value.Units.Count, r.Value.Loans, r.Value.Interest, r.Value.Applied, r.Value.Approved, r.Value.Paid, r.Value.PaidOnes)), answer.Rows);
        Assert.Equal((answer.Rows.Sum(r => r.Applied), answer.Rows.Sum(r => r.Paid), 500), (answer.Total.Applied, answer.Total.Paid, answer.Total.Applications));
    }

    private static List<SubsidyLine> Lines(Random random, int count)
    {
        var states = Enum.GetValues<SubsidyState>().Where(s => s != SubsidyState.Draft).ToArray();
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                var state = states[random.Next(states.Length)];
                var bank = random.Next(4);
                var applied = random.Next(1, 50_000_000) / 100m;
                var (granted, paid) = (SubsidyStates.TakesBudget(state), state == SubsidyState.Paid);
                return new SubsidyLine(
                    new SubsidyId("sb-" + i), "BT-" + i, new SubsidyCampaignId("sc-1"), 2024 + random.Next(3), new UnitId("u-" + random.Next(60)), "企业", state, "", new LoanId("l-" + i), "B" + bank, $"银行{bank}",
                    random.Next(1, 3000), new DateOnly(2023, 1, 1), new DateOnly(2024, 1, 1), applied * 2, applied, default)
                {
                    Approved = granted ? applied - 1 : null,
                    Paid = paid ? applied - 2 : null,
                    Size = random.Next(5) is var size and < 4 ? (EnterpriseSize)size : null,
                };
            }),
        ];
    }
}
