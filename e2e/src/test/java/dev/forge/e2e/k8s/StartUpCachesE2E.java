package dev.forge.e2e.k8s;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The JVM's start-up caches (AOT caches) that the images bear are such as their own JVM takes. */
class StartUpCachesE2E {
    /** Makes a JVM end with exit code 1 where it cannot use the cache that it is given, which it else does in silence. */
    private static final String DEMANDED = "export JAVA_TOOL_OPTIONS=-XX:AOTMode=on\n";

    private static final String WITHOUT_SETTINGS = "[ $? = 2 ]\n";

    @AutoClose
    private final Installation forge;

    StartUpCachesE2E() throws Exception {
        forge = Installation.in(Space.named("caches"));
        forge.startWorker();
    }

    @Test
    void thoseOfWorkerStarterAndTransferAreUsed() throws Exception {
        forge.awaitSuccess(forge.submit(Chain.named("caches")
                .raw(module("worker", "forge/forge:1", "/opt/forge/forge worker\n" + WITHOUT_SETTINGS))
                .raw(module(
                        "starter",
                        "forge/forge:1",
                        "MICRONAUT_SERVER_PORT=none /opt/forge/forge starter\n" + WITHOUT_SETTINGS))
                .raw(module("transfer", "forge/transfer:1", "/opt/transfer/transfer --help\n"))));
    }

    private static String module(String name, String image, String script) {
        return "- name: " + name + "\n  image: " + image + "\n  command: [sh, -c]\n  args:\n    - |\n"
                + ("[ -s /opt/*/" + name + ".aot ] || [ -s /opt/*/target/" + name + ".aot ] || exit 3\n" + DEMANDED
                                + script)
                        .indent(6);
    }
}
