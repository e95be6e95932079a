package dev.forge.k8s.verdict;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a container runtime says of its errors, without the layers that they came through. */
final class RuntimeText {
    private static final Pattern LAYERS = Pattern.compile("(?:Error: "
            + "|failed to create (?:containerd|shim) task: "
            + "|failed to start sandbox(?: \"[^\"]*\")?: "
            + "|OCI runtime create failed: "
            + "|(?:container_linux.go:\\d+: )?(?:runc create failed|starting container process caused): "
            + "|unable to start container process: "
            + "|error during container init: "
            + "|Failed to pull image \"[^\"]*\": "
            + "|Back-off pulling image \"[^\"]*\"(?:: |$)"
            + "|(?:Err)?ImagePull(?:BackOff)?: "
            + "|Failed to create pod sandbox: "
            + "|rpc error: code = \\S+ desc = "
            + "|failed to pull and unpack image \"[^\"]*\": "
            + "|failed to resolve (?:image|reference \"[^\"]*\"): "
            + "|Error response from daemon: )");

    /** What differs at each try, and says nothing. */
    private static final Pattern HASH = Pattern.compile(" (?:in manifest )?\"?(?:sha256:)?[0-9a-f]{64}\"?");

    private RuntimeText() {}

    /** The last of its layers: what really happened. */
    static String cause(String message) {
        String rest = message;
        while (true) {
            Matcher layer = LAYERS.matcher(rest);
            if (!layer.lookingAt()) {
                return Sentences.withoutStop(HASH.matcher(rest).replaceAll(""));
            }
            rest = rest.substring(layer.end());
        }
    }
}
