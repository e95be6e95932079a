package dev.forge.jsondiff;

/** Where the program begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(JsonDiffCommand.commandLine(System.getenv()).execute(args));
    }
}
