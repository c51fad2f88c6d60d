using Benchmarks;

// First argument: engine (workflows), http (the whole pipeline), public (search and statistics), search (专利转化资源库) or all. Further arguments go to the benchmark.
var what = args.FirstOrDefault() ?? "all";
var rest = args.Skip(1).ToArray();
if (what is not ("engine" or "http" or "public" or "search" or "all"))
{
    Console.Error.WriteLine("usage: dotnet run -c Release -p:FunctionsHost=Local --project tests/Benchmarks -- [engine [instances] [waiting instances] | http [requests] | public [filings] [queries] | search [patents] [queries] [folder to keep the index in] [without-postgres] | all]");
    return 2;
}
if (what is "engine" or "all") await EngineBenchmark.RunAsync(what == "all" ? [] : rest);
if (what is "http" or "all") await HttpBenchmark.RunAsync(what == "all" ? [] : rest);
if (what is "public" or "all") await PublicBenchmark.RunAsync(what == "all" ? [] : rest);
if (what is "search" or "all") await SearchBenchmark.RunAsync(what == "all" ? [] : rest);
return 0;
