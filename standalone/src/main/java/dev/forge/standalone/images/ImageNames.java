package dev.forge.standalone.images;

/**
 * How images are called.
 *
 * @param prefix put before every name, as FORGE_IMAGES_PREFIX puts it before those that no registry is named for
 * @param version the release's own tag
 */
public record ImageNames(String prefix, String version) {
    /** The tag that settings and pipeline files name; it moves on with each build of the same generation. */
    static final String GENERATION = "1";

    /** With the tag by which a cluster asks for it, written out in full: builders differ in what they leave out. */
    public String generation(ImageSource image) {
        return full(prefix + image.name()) + ":" + GENERATION;
    }

    String release(ImageSource image) {
        return full(prefix + image.name()) + ":" + version;
    }

    /** The same under another registry. */
    public ImageNames at(String registry) {
        return new ImageNames((registry.endsWith("/") ? registry : registry + "/") + prefix, version);
    }

    /** As Kubernetes reads it: a name without a registry is Docker Hub's. */
    static String full(String name) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
            return name;
        }
        return "docker.io/" + (slash < 0 ? "library/" : "") + name;
    }

    /** The registry's host, with its port. */
    static String host(String fullName) {
        return fullName.substring(0, fullName.indexOf('/'));
    }
}
