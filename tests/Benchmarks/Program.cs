using Benchmarks;

// First argument: engine (workflows), http (the whole pipeline), public (search and statistics), search (专利转化资源库), matching (patents to subscriptions), sme
// (submissions of the last day), sme-export (export and statistics of yearly data) or all. Further arguments go to the benchmark.
var what = args.FirstOrDefault() ?? "all";
var rest = args.Skip(1).ToArray();
if (what is not ("engine" or "http" or "public" or "search" or "matching" or "sme" or "sme-export" or "all"))
{
    Console.Error.WriteLine("""
        usage: dotnet run -c Release -p:FunctionsHost=Local --project tests/Benchmarks -- [engine [instances] [waiting instances] | http [requests] | public [filings] [queries]
          | search [patents] [queries] [folder to keep the index in] [without-postgres] | matching [subscriptions] [patents] | sme [submissions] | sme-export [reports] | all]
        """);
    return 2;
}
if (what is "engine" or "all") await EngineBenchmark.RunAsync(what == "all" ? [] : rest);
if (what is "http" or "all") await HttpBenchmark.RunAsync(what == "all" ? [] : rest);
if (what is "public" or "all") await PublicBenchmark.RunAsync(what == "all" ? [] : rest);
if (what is "sme-export" or "all") await SmeExportBenchmark.RunAsync(what == "all" ? [] : rest);
if (what is "sme" or "all") await SmeBenchmark.RunAsync(what == "all" ? [] : rest);
if (what is "matching" or "all") MatchingBenchmark.Run(what == "all" ? [] : rest);
if (what is "search" or "all") await SearchBenchmark.RunAsync(what == "all" ? [] : rest);
return 0;
