package dev.forge.contract.pipeline;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for where files come from and go to; an expression may stand for any part. */
final class StorageUri {
    /** Stands for an expression while the rest is looked at; a private character that no one types. */
    private static final String UNKNOWN = "\uE000";

    private static final String S3 = "s3://";

    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]+):/*(.*)", Pattern.DOTALL);
    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:[\\\\/].*", Pattern.DOTALL);
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9](?!.*\\.\\.)[-.a-z0-9]{1,61}[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

    private StorageUri() {}

    static Optional<Complaint> sourceComplaint(String uri) {
        return complaint(outline(uri));
    }

    static Optional<Complaint> sinkComplaint(String uri) {
        String outline = outline(uri);
        return complaint(outline).or(() -> unfinished(outline, uri));
    }

    /** Of a bucket's bare name. */
    static Optional<Complaint> bucketComplaint(String name) {
        if (name.startsWith(S3)) {
            return of(
                    shown(name) + " is an address",
                    "write the name alone: " + shown(name.substring(S3.length()).replaceFirst("/.*", "")));
        }
        if (name.isBlank()) {
            return of("the bucket's name is empty", "write a name, or leave it out");
        }
        return isBucket(name) ? Optional.empty() : Optional.of(noBucket(name));
    }

    private static String outline(String uri) {
        return Expressions.outline(uri, UNKNOWN);
    }

    private static Optional<Complaint> unfinished(String outline, String uri) {
        return outline.endsWith(".zip") || outline.endsWith("/")
                ? Optional.empty()
                : Optional.of(new Complaint(
                        "the sink " + shown(uri) + " is neither a zip nor a folder",
                        "write " + shown(uri) + ".zip for one zip, or " + shown(uri) + "/ for the files"));
    }

    private static Optional<Complaint> complaint(String uri) {
        if (uri.isBlank()) {
            return of("the address is empty", "write s3://bucket/key or file:///path");
        }
        if (uri.startsWith(UNKNOWN)) {
            return Optional.empty();
        }
        if (DRIVE.matcher(uri).matches()) {
            return of(shown(uri) + " is a path of Windows", "write file:///" + shown(uri.replace('\\', '/')));
        }
        Matcher form = SCHEME.matcher(uri);
        return form.matches() ? withScheme(uri, form) : path(uri);
    }

    private static Optional<Complaint> withScheme(String uri, Matcher form) {
        String rest = form.group(2);
        return switch (form.group(1).toLowerCase(Locale.ROOT)) {
            case "s3" -> uri.startsWith(S3) ? bucket(uri.substring(S3.length())) : mend(uri, S3, rest);
            case "file" -> uri.startsWith("file:///") ? Optional.empty() : mend(uri, "file:///", rest);
            case "s3a", "s3n" -> mend(uri, S3, rest);
            case "http", "https" ->
                of("files are not fetched by " + form.group(1), "put them into a bucket and write s3://bucket/key");
            default ->
                of(
                        "the scheme " + Quote.plain(form.group(1)) + ":// is not known",
                        "write s3://bucket/key or file:///path");
        };
    }

    private static Optional<Complaint> mend(String uri, String start, String rest) {
        return of(shown(uri) + " does not begin with " + start, "write " + start + shown(rest.isEmpty() ? "…" : rest));
    }

    private static Optional<Complaint> bucket(String rest) {
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (bucket.isEmpty()) {
            return of("the address names no bucket", "write s3://bucket/key");
        }
        if (!bucket.contains(UNKNOWN) && !isBucket(bucket)) {
            return Optional.of(noBucket(bucket));
        }
        return slash >= 0 || bucket.endsWith(UNKNOWN)
                ? Optional.empty()
                : of(
                        "s3://" + shown(bucket) + " names a bucket and no object",
                        "write s3://" + shown(bucket) + "/key, or s3://" + shown(bucket) + "/ for the whole bucket");
    }

    private static boolean isBucket(String name) {
        return BUCKET.matcher(name).matches() && !ADDRESS.matcher(name).matches();
    }

    private static Complaint noBucket(String name) {
        return new Complaint(
                "no bucket can be named " + Quote.of(name),
                "use 3 to 63 of a-z, 0-9, dots and dashes, with a letter or digit at both ends");
    }

    private static Optional<Complaint> path(String uri) {
        String fix = uri.startsWith("/")
                ? "write file://" + shown(uri)
                : "write s3://bucket/key, or a local path in full: file:///path/to/"
                        + shown(uri.replaceFirst("^[./~]*/", ""));
        return of(shown(uri) + " is a path without a scheme", fix);
    }

    private static Optional<Complaint> of(String message, String fix) {
        return Optional.of(new Complaint(message, fix));
    }

    private static String shown(String uri) {
        return Quote.plain(uri.replace(UNKNOWN, "${…}"));
    }
}
