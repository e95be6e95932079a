package dev.forge.runtime;

import org.junit.jupiter.api.Nested;

/** The suite that every adapter of {@link JobRuntime} passes unchanged. */
public abstract class JobRuntimeContract {
    /** The adapter's place; asked for before each test. */
    protected abstract Lab lab();

    @Nested
    class Launching extends LaunchContract {
        Launching() {
            super(JobRuntimeContract.this::lab);
        }
    }

    @Nested
    class Outcomes extends OutcomeContract {
        Outcomes() {
            super(JobRuntimeContract.this::lab);
        }
    }

    @Nested
    class Ending extends EndingContract {
        Ending() {
            super(JobRuntimeContract.this::lab);
        }
    }

    @Nested
    class Barring extends BarringContract {
        Barring() {
            super(JobRuntimeContract.this::lab);
        }
    }

    @Nested
    class Environment extends EnvironmentContract {
        Environment() {
            super(JobRuntimeContract.this::lab);
        }
    }

    @Nested
    class Logs extends LogContract {
        Logs() {
            super(JobRuntimeContract.this::lab);
        }
    }

    @Nested
    class Restoring extends RestoreContract {
        Restoring() {
            super(JobRuntimeContract.this::lab);
        }
    }

    @Nested
    class Files extends FilesContract {
        Files() {
            super(JobRuntimeContract.this::lab);
        }
    }
}
