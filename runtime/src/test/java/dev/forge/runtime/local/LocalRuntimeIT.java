package dev.forge.runtime.local;

import dev.forge.runtime.JobRuntimeContract;
import dev.forge.runtime.Lab;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract suite, over processes of this machine. */
class LocalRuntimeIT extends JobRuntimeContract {
    @TempDir
    static Path root;

    @Override
    protected Lab lab() {
        return LocalLab.in(root);
    }
}
