package dev.forge.contract.pipeline;

/** The pipeline file that a new author starts from. */
public final class PipelineTemplate {
    private PipelineTemplate() {}

    /**
     * A commented pipeline of one module that is valid as it is; {@link PipelineSchema#text()} belongs beside it.
     *
     * @throws IllegalArgumentException where the name is no DNS label, saying what to use
     */
    public static String yaml(String name) {
        Labels.complaint(name).ifPresent(complaint -> {
            throw new IllegalArgumentException(complaint.message() + "; " + complaint.fix());
        });
        return PipelineSchema.EDITOR_LINE + "\n" + BODY.replace("@NAME@", name);
    }

    private static final String BODY = """
            name: @NAME@

            # Where the files come from: one object, all objects below a prefix (s3://bucket/prefix/),
            # or a local file or folder (file:///path). A zip is unpacked.
            source: s3://my-bucket/in/files.zip

            # The modules run in this order; each one reads and changes the files in /data.
            modules:
              - name: list-files
                image: busybox:1.36
                command: [sh, -c]
                args: ['find "$FORGE_DATA" -type f > "$FORGE_DATA/$LIST_NAME"']
                env:
                  LIST_NAME: files.txt
                  # TOKEN: {secret: my-secret, key: token}     # a key of a Secret
                  # MODE: {configMap: my-settings, key: mode}  # a key of a ConfigMap
                # resources: {cpu: 500m, memory: 256Mi}        # memory is also the limit
                # timeout: 15m                                 # running time of one attempt
                # retry: {limit: 2, backoff: 1s}               # further attempts; the wait doubles
                # restore: true                                # a further attempt finds what the first one found
                # kubernetes: {serviceAccount: my-account}     # what only Kubernetes understands

            # Where the result goes: a zip, or the files themselves (end with a slash).
            sink: s3://my-bucket/out/${run.id}.zip
            """;
}
