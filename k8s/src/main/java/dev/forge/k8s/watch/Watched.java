package dev.forge.k8s.watch;

import java.util.List;

/** Who hears what a watch shows; called by the watch's own thread, one call at a time. */
interface Watched<T> {
    /** All that is there, after which only changes are told. */
    void listed(List<T> all);

    /** An object as it is from now on. */
    void changed(T object);

    /** An object as it was last. */
    void gone(T object);
}
