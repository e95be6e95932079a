package dev.forge.transfer;

/** Where the program begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(new TransferCommand(System.getenv(), System.out, System.err).execute(args));
    }
}
