using PatentFunctions.Files.DirectUploads;
using PatentFunctions.Platform.Cases;

namespace PatentFunctions.Files;

internal static class FilesServices
{
    /// <summary>附件. Needs an <see cref="IFileContents"/>, an <see cref="IQuarantine"/> and an <see cref="IMalwareScanner"/> of the build.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services)
    {
        services.AddSingleton<FileChecks>();
        services.AddSingleton<MadeFiles>();
        services.AddSingleton<IOutboxHandler, FileMessages.KeepHandler>();
        services.AddSingleton<IOutboxHandler, FileMessages.ReleaseHandler>();
        services.AddSingleton<IOutboxHandler, FileRemoval.Handler>();
        services.AddSingleton<IOutboxHandler, FileRemoval.QuarantineHandler>();
        services.AddSingleton<IOutboxHandler, ScanFile>();
        services.AddSingleton(ExpireUploads.Reconciler);
        services.AddSingleton(SweepDirectUploads.Reconciler);
        services.AddOptions<DirectUploadOptions>().BindConfiguration("Files:DirectUploads").ValidateOnStart();
        return services;
    }
}
