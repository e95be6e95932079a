package dev.forge.standalone.engine;

import dev.forge.runtime.local.LocalAttemptLogs;
import dev.forge.runtime.local.LocalRuntime;
import dev.forge.runtime.local.LocalSettings;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Steps as processes of this machine. */
record LocalPlace(EngineSettings settings, Clock clock) {
    StepsPlace open(URI s3, S3Credentials key) {
        Home home = settings.home();
        ModuleFolders modules = ModuleFolders.of(home, settings.repository());
        LocalSettings local =
                new LocalSettings(home.root(), modules::all, LocalSettings.DEFAULT_GRACE, transfer(s3, key));
        return new StepsPlace(
                LocalRuntime.open(local, settings.environment(), clock),
                new LocalAttemptLogs(home.root()),
                Optional.empty());
    }

    private Map<String, String> transfer(URI s3, S3Credentials key) {
        return switch (settings.transferS3()) {
            case EMBEDDED -> TransferEnvironment.embedded(s3, key);
            case DEFAULT -> TransferEnvironment.ofCaller(settings.environment());
        };
    }
}
