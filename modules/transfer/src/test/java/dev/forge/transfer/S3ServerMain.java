package dev.forge.transfer;

import java.nio.file.Path;

/** An S3 server for bench/transfer.sh: it prints its endpoint and lives until its input ends. */
public final class S3ServerMain {
    private S3ServerMain() {}

    public static void main(String[] args) throws Exception {
        try (S3Server server = S3Server.start(Path.of(args[0]))) {
            server.makeBucket("bench");
            System.out.println(server.endpoint());
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }
}
