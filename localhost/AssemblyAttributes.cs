using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("LocalHost.Tests")]
[assembly: InternalsVisibleTo("Benchmarks")]
