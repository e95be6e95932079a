package dev.forge.standalone;

import dev.forge.standalone.cli.ForgeCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The command line; the launcher starts it. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // UTF-8 whatever the locale says: file names, logs and the reports are.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(ForgeCommand.execute(System.getenv(), out, err, arguments));
    }
}
