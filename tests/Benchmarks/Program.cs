using Benchmarks;

// One argument: engine (workflows) or all. Further arguments go to the benchmark.
var what = args.FirstOrDefault() ?? "all";
var rest = args.Skip(1).ToArray();
switch (what)
{
    case "engine" or "all":
        await EngineBenchmark.RunAsync(rest);
        break;
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release -p:FunctionsHost=Local --project tests/Benchmarks -- [engine|all] [instances] [waiting instances]");
        Environment.ExitCode = 2;
        break;
}
