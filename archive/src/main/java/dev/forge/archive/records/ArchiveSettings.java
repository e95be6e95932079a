package dev.forge.archive.records;

/**
 * Where the archive's PostgreSQL (14 or newer) is.
 *
 * @param url of JDBC, with the database: {@code jdbc:postgresql://host:5432/forge}
 * @param user who owns the tables, which are made as needed
 * @param password never shown
 * @param poolSize how many connections this program has at most
 */
public record ArchiveSettings(String url, String user, String password, int poolSize) {
    /** Enough for what a program asks for at once; PostgreSQL's own default is to serve 100 of all programs. */
    public static final int DEFAULT_POOL_SIZE = 10;

    private static final String SCHEME = "jdbc:postgresql:";

    public ArchiveSettings {
        if (!isUrl(url)) {
            throw new IllegalArgumentException("the archive's URL is no PostgreSQL's: let it begin with " + SCHEME);
        }
        if (user.isBlank()) {
            throw new IllegalArgumentException("the archive needs a user: name the one who owns its tables");
        }
        if (poolSize < 1) {
            throw new IllegalArgumentException("the archive needs a connection at least, not " + poolSize);
        }
    }

    public static boolean isUrl(String text) {
        return text.startsWith(SCHEME);
    }

    /** The URL without its parameters, among which may be a password. */
    String shown() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    @Override
    public String toString() {
        return "ArchiveSettings[" + shown() + ", user=" + user + ", poolSize=" + poolSize + "]";
    }
}
