package dev.forge.k8s.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.forge.k8s.Judgement;
import dev.forge.k8s.Observed;
import dev.forge.k8s.WaitingLimits;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a real Kubernetes 1.34 with containerd 2.2 said of an attempt at one time. */
record Recording(Observed seen, Instant at) {
    private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TIME =
            Pattern.compile("(?<!\"deletionTimestamp\": )\"(\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z)\"");

    static Recording of(String name) {
        String text = text("/verdicts/" + name + ".json");
        try {
            JsonNode all = JSON.readTree(text);
            Observed seen = new Observed(
                    Optional.of(all.get("job"))
                            .filter(JsonNode::isObject)
                            .map(node -> KUBERNETES.convertValue(node, Job.class)),
                    list(all.get("pods"), Pod.class),
                    list(all.get("events"), Event.class));
            return new Recording(seen, lastTime(text));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    Judgement judge() {
        return JobVerdict.of(seen, WaitingLimits.DEFAULT, at);
    }

    static String text(String resource) {
        try (InputStream stream = Objects.requireNonNull(Recording.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static <T> List<T> list(JsonNode nodes, Class<T> type) {
        List<T> list = new ArrayList<>();
        nodes.forEach(node -> list.add(KUBERNETES.convertValue(node, type)));
        return list;
    }

    /** Nothing in it is later than the moment of its recording, but for the times until which something has grace. */
    private static Instant lastTime(String text) {
        Matcher time = TIME.matcher(text);
        Instant last = Instant.EPOCH;
        while (time.find()) {
            Instant each = Instant.parse(time.group(1));
            last = each.isAfter(last) ? each : last;
        }
        return last;
    }
}
