package dev.forge.archive;

import dev.forge.archive.ObjectLogSettings.Credentials;
import java.net.URI;
import java.util.Optional;

/**
 * How an object store is reached.
 *
 * @param endpoint of a server that is not AWS itself
 * @param region empty: as the AWS SDK finds it; a server that is not AWS seldom cares
 * @param credentials empty: the AWS SDK's default chain (variables, a profile, a pod's identity)
 */
public record ObjectStoreAccess(Optional<URI> endpoint, Optional<String> region, Optional<Credentials> credentials) {
    /** AWS, as its SDK finds it. */
    public static final ObjectStoreAccess OF_CALLER =
            new ObjectStoreAccess(Optional.empty(), Optional.empty(), Optional.empty());
}
