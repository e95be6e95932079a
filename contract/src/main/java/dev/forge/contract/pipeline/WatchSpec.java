package dev.forge.contract.pipeline;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A watch of a bucket: each new or changed object starts one run of a pipeline.
 *
 * @param prefix of the keys that are looked at; empty: all
 * @param pattern of the rest of the key after the prefix; empty: any
 * @param pipeline the name of one that is kept, with its version or the newest
 * @param parameters values of its parameters, the same for each run
 * @param labels of each run
 * @param interval from the beginning of one look at the bucket to the next, {@link #SHORTEST_INTERVAL} at least
 * @param settle how long after it was seen a version starts its run at the earliest, if it is the newest still
 * @param events whether events of the bucket are taken as well
 * @param source of each run; empty: the object, in the version that starts the run
 * @param sink in the place of the pipeline's
 */
public record WatchSpec(
        String name,
        String bucket,
        String prefix,
        Optional<KeyPattern> pattern,
        RunRequest.Named pipeline,
        Map<String, String> parameters,
        Map<String, String> labels,
        Duration interval,
        Duration settle,
        Existing existing,
        boolean events,
        Optional<SourceSpec> source,
        Optional<SinkSpec> sink) {
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);
    public static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    public static final Duration LONGEST_INTERVAL = Duration.ofDays(1);
    public static final Duration LONGEST_SETTLE = Duration.ofDays(1);

    /** Where a run's files come from, unless the watch says otherwise: the object, in the version for which the run is. */
    private static final SourceSpec OBJECT = SourceSpec.pinned("s3://${watch.bucket}/${watch.key}", "${watch.etag}");

    /** What becomes of the objects that were there before the watch. */
    public enum Existing {
        SKIP,
        PROCESS;

        static final Existing DEFAULT = SKIP;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> words() {
            return List.of(SKIP.word(), PROCESS.word());
        }
    }

    public WatchSpec {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        if (interval.compareTo(SHORTEST_INTERVAL) < 0 || settle.isNegative()) {
            throw new IllegalArgumentException("the interval is " + interval + ", and objects settle for " + settle);
        }
    }

    /** Whether an object of the bucket is one that it watches. Those that stand for folders are not. */
    public boolean takes(String key) {
        return key.startsWith(prefix)
                && !key.endsWith("/")
                && pattern.stream().allMatch(it -> it.matches(key.substring(prefix.length())));
    }

    /** What it has run for an object. */
    public RunRequest request(WatchedObject object) {
        return new RunRequest(
                pipeline,
                Optional.of(source.orElse(OBJECT)),
                sink,
                parameters,
                labels,
                Optional.of(object),
                Optional.empty());
    }
}
