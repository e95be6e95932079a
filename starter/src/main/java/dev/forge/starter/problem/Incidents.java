package dev.forge.starter.problem;

import dev.forge.contract.RunKey;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes our own mistakes into the log, each under a number that the caller is told. */
@Singleton
public class Incidents {
    private static final int LENGTH = 10;
    private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

    private final RandomGenerator random;

    public Incidents(RandomGenerator random) {
        this.random = random;
    }

    /**
     * What the caller is told.
     *
     * @param call what was being done, for the log
     */
    public ProblemDocument report(String call, Throwable cause) {
        String id = RunKey.digest(Long.toString(random.nextLong()), LENGTH);
        LOG.error("incident {}: {}", id, call, cause);
        return ProblemDocument.of(
                ProblemCode.INTERNAL_ERROR,
                "This is a defect in Forge, not in what you sent. The starter's log tells more under incident " + id
                        + ": report it with those lines.");
    }
}
