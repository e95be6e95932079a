package dev.forge.k8s.watch;

/** The API server does not remember the version any more that a watch wants to go on from: all is listed anew. */
final class WatchGone extends Exception {
    private static final long serialVersionUID = 1;

    WatchGone(String message) {
        super(message);
    }
}
