package dev.forge.standalone.cli;

import dev.forge.standalone.client.Unreachable;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.engine.S3Credentials;
import dev.forge.standalone.objects.ObjectPlace;
import dev.forge.standalone.objects.ObjectProblem;
import dev.forge.standalone.objects.ObjectStore;
import picocli.CommandLine.Option;

/** Which object store a command speaks to. */
final class StoreOption {
    /** The stores. */
    enum Store {
        embedded,
        aws
    }

    @Option(
            names = "--s3",
            paramLabel = "STORE",
            description = "embedded (the engine's own, the default) or aws (as your AWS configuration says).")
    private Store store = Store.embedded;

    ObjectStore open(Shell shell) {
        return switch (store) {
            case aws -> ObjectStore.ofCaller();
            case embedded -> {
                EngineState engine = EngineState.alive(shell.home())
                        .orElseThrow(() -> new Unreachable("No engine is up in "
                                + shell.home().root()
                                + ". Start one with ./forge up --detach, or say --s3 aws for a store elsewhere."));
                S3Credentials key = S3Credentials.of(shell.home());
                yield ObjectStore.embedded(engine.s3(), key.accessKey(), key.secretKey());
            }
        };
    }

    static ObjectPlace place(String text) {
        return ObjectPlace.parse(text)
                .orElseThrow(() -> new ObjectProblem("\"" + text
                        + "\" is no place in an object store. Write s3://bucket/key, or s3://bucket/prefix/."));
    }
}
