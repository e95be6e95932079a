package dev.forge.e2e.k8s;

/** How a module takes it that it is asked to end. */
enum Manners {
    /** As process 1 of its container it has no handler, so SIGTERM does nothing, and SIGKILL ends it. */
    DEAF(""),
    /** It says that all went well, though it has not done its work. */
    EXITS_0("trap 'exit 0' TERM\n");

    /** What a module's log holds once it can be asked. */
    static final String READY = "ready to be asked";

    private final String trap;

    Manners(String trap) {
        this.trap = trap;
    }

    /** A script that hangs in its first attempts, and leaves its effect only in one after them. */
    String hangs(int attempts) {
        return trap + "echo " + READY + "\nif [ $FORGE_ATTEMPT -le " + attempts
                + " ]; then sleep 600 & wait $!; fi\necho done >> $FORGE_DATA/effects";
    }

    /** One that does its work after so many seconds, whatever attempt it is. */
    String works(int seconds) {
        return trap + "echo " + READY + "\nsleep " + seconds + " & wait $!\necho done >> $FORGE_DATA/effects";
    }
}
