package dev.forge.k8s.manifest;

/**
 * One of the things that a module says.
 *
 * @param field under which a platform allows it
 * @param where it stands in the module
 */
record Word(String field, String where, String text) {
    static final String SERVICE_ACCOUNT = "serviceAccount";
    static final String VOLUMES = "volumes";
    static final String SECRETS = "secrets";
    static final String CONFIG_MAPS = "configMaps";

    /** One that stands in the field of the module's {@code kubernetes} of the same name. */
    static Word in(String field, String text) {
        return new Word(field, "kubernetes." + field, text);
    }

    /** {@code env.KEY names the Secret station}. */
    String sentence() {
        return where
                + switch (field) {
                    case SECRETS -> " names the Secret ";
                    case CONFIG_MAPS -> " names the ConfigMap ";
                    default -> " says ";
                }
                + text;
    }

    /** What a module may not do with it. */
    String verb() {
        return field.equals(SECRETS) || field.equals(CONFIG_MAPS) ? "name" : "say";
    }
}
