package dev.forge.standalone.cli;

/** What scripts learn from a command's end; documented in docs/cli.md. */
final class ExitCode {
    static final int OK = 0;
    /** A run that was waited for failed. */
    static final int RUN_FAILED = 1;
    /** A wrong command line, or a pipeline file with mistakes. */
    static final int INVALID = 2;
    /** No engine answers, or none could be started. */
    static final int UNREACHABLE = 3;
    /** A run that was waited for was canceled. */
    static final int RUN_CANCELED = 4;
    /** Refused: no such run, bucket or file, or not possible now. */
    static final int REFUSED = 5;
    /** A defect of Forge itself. */
    static final int DEFECT = 70;
    /** A run that was waited for has not ended in the time that was given; timeout(1) ends so, too. */
    static final int NOT_ENDED = 124;

    private ExitCode() {}
}
