package dev.forge.starter;

import dev.forge.runtime.SeenObject;
import java.util.List;

/** By which whoever hears of objects in buckets tells the watches of them. */
public interface ObjectOffers {
    /**
     * Tells every watch that takes events of its bucket of objects that events have named, and starts the runs of those that
     * are due. An object that no watch looks at is nobody's concern.
     *
     * @return how many sightings were new; an object may be seen by several watches
     * @throws dev.forge.archive.records.ArchiveUnavailable where the archive does not answer: tell them again later
     */
    int offer(List<SeenObject> objects);
}
