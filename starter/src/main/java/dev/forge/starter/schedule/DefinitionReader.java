package dev.forge.starter.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.Spelling;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.run.RunKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a schedule from the fields of a body; refused with every mistake at once. */
final class DefinitionReader {
    static final String CRON = "cron";
    /** What Kubernetes calls it; a body that says a job, as Kubernetes would have it, may say so too. */
    static final String OTHER_CRON = "schedule";

    private static final String ID = "id";
    /** It begins the ids of the schedule's runs, and stands in paths. */
    private static final Pattern ID_FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    static final List<String> TIMES =
            List.of(CRON, OTHER_CRON, "every", "calendars", "except", "timeZone", "jitter", "startAt", "endAt");
    private static final List<String> STARTS = List.of(CRON, OTHER_CRON, "every", "calendars");
    static final List<String> POLICIES = List.of("overlap", "catchupWindow");
    private static final List<String> KNOWN = List.of(
            ID,
            CRON,
            "every",
            "calendars",
            "except",
            "timeZone",
            "jitter",
            "startAt",
            "endAt",
            "overlap",
            "catchupWindow",
            "paused",
            "note");
    /** What others call our fields. */
    private static final Map<String, String> FOREIGN = Map.ofEntries(
            Map.entry("spec", "write its fields at the top: {\"cron\": \"0 6 * * *\", …}"),
            Map.entry(OTHER_CRON, "write cron"),
            Map.entry("interval", "write every: \"15m\""),
            Map.entry("intervals", "write every: [\"15m\"]"),
            Map.entry("calendar", "write calendars: [{\"hour\": \"6\"}]"),
            Map.entry("tz", "write timeZone"),
            Map.entry("suspend", "write paused"));

    private final ObjectNode fields;
    private final WantedRun run;
    private final Fields read;
    private final Spot root;
    private final List<Problem> problems = new ArrayList<>();

    private DefinitionReader(ObjectNode fields, WantedRun run) {
        this.fields = fields;
        this.run = run;
        this.root = Spot.root(problems);
        this.read = new Fields(fields, root);
    }

    /** A schedule with the id that its body gives it. */
    record Named(String id, ScheduleDefinition definition) {}

    /** A new schedule; where its body gives it no id it is called as what it starts. */
    static Named made(ObjectNode fields, WantedRun run) {
        DefinitionReader reader = new DefinitionReader(fields, run);
        Optional<String> id = fields.has(ID) ? reader.read.text(ID, DefinitionReader::id) : run.name();
        if (!fields.has(ID) && run.kind() == RunKind.RUN) {
            reader.root.refuse("the schedule has no id", "add id: \"nightly\"");
        }
        ScheduleDefinition definition = reader.read(true);
        return new Named(id.orElseThrow(), definition);
    }

    /** A whole schedule that is to stand under an id. */
    static ScheduleDefinition whole(String id, ObjectNode fields, WantedRun run) {
        DefinitionReader reader = new DefinitionReader(fields, run);
        id(id, reader.root.field(ID));
        reader.checkSame(id);
        return reader.read(true);
    }

    /** A schedule whose run is another's concern, unless it is given. */
    static ScheduleDefinition changed(String id, ObjectNode fields, WantedRun run) {
        DefinitionReader reader = new DefinitionReader(fields, run);
        reader.checkSame(id);
        return reader.read(run.isGiven());
    }

    private static Optional<String> id(String text, Spot spot) {
        return ID_FORM.matcher(text).matches()
                ? Optional.of(text)
                : spot.refuse(
                        "the id \"" + text + "\" cannot be used",
                        "write 1 to 200 letters, digits, dots, dashes and underscores, a letter or digit first");
    }

    private void checkSame(String id) {
        if (fields.has(ID) && !fields.path(ID).asText().equals(id)) {
            root.field(ID).refuse("the id is not that of the path, " + id, "leave it out");
        }
    }

    private ScheduleDefinition read(boolean withRun) {
        fields.fieldNames().forEachRemaining(this::checkKnown);
        List<String> cron = read.list(saysOtherCron() ? OTHER_CRON : CRON, this::cron);
        List<String> every = read.list("every", this::every);
        List<Map<String, String>> calendars = read.list("calendars", this::calendar);
        if (STARTS.stream()
                .noneMatch(name ->
                        fields.path(name).size() > 0 || fields.path(name).isTextual())) {
            root.refuse("the schedule has no time", "add cron: \"0 6 * * *\", every: \"15m\" or calendars");
        }
        Optional<Instant> startAt = read.text("startAt", Times::instant);
        Optional<Instant> endAt = read.text("endAt", Times::instant);
        endAt.filter(end -> startAt.filter(start -> !start.isBefore(end)).isPresent())
                .ifPresent(end -> root.field("endAt")
                        .refuse("endAt is not after startAt: nothing would ever run", "write a later endAt"));
        ScheduleDefinition definition = new ScheduleDefinition(
                cron,
                every,
                calendars,
                read.list("except", this::calendar),
                read.text("timeZone", Times::zone).orElse(ScheduleDefinition.DEFAULT_TIME_ZONE),
                read.text("jitter", Times::jitter),
                startAt,
                endAt,
                read.text("overlap", DefinitionReader::overlap).orElse(Overlap.SKIP),
                read.text("catchupWindow", Times::catchup).orElse(ScheduleDefinition.DEFAULT_CATCHUP_WINDOW),
                read.flag("paused"),
                read.text("note", Times::note).orElse(""),
                withRun ? run.read(problems) : Optional.empty());
        refuseMistakes();
        return definition;
    }

    private void checkKnown(String name) {
        if (KNOWN.contains(name) || run.fields().contains(name) || (name.equals(OTHER_CRON) && saysOtherCron())) {
            return;
        }
        List<String> known =
                Stream.concat(KNOWN.stream(), run.fields().stream()).toList();
        root.field(name)
                .refuse(
                        "there is no field " + name,
                        Optional.ofNullable(FOREIGN.get(name))
                                .or(() -> run.remedy(name))
                                .orElseGet(() -> Spelling.suggestion(name, known)));
    }

    private boolean saysOtherCron() {
        return run.kind() == RunKind.JOB && fields.has(OTHER_CRON) && !fields.has(CRON);
    }

    private Optional<String> cron(JsonNode node, Spot spot) {
        return Fields.text(node, spot)
                .filter(text -> CalendarText.cron(text, spot).isPresent());
    }

    private Optional<String> every(JsonNode node, Spot spot) {
        return Fields.text(node, spot).flatMap(text -> Times.interval(text, spot));
    }

    private Optional<Map<String, String>> calendar(JsonNode node, Spot spot) {
        if (!node.isObject()) {
            return spot.refuse(
                    "expected a map for " + spot.label(), "write {\"hour\": \"6\", \"dayOfWeek\": \"mon-fri\"}");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            Spot field = spot.field(entry.getKey());
            if (CalendarText.words().contains(entry.getKey())) {
                Fields.text(entry.getValue(), field).ifPresent(text -> texts.put(entry.getKey(), text));
            } else {
                field.refuse(
                        "there is no field " + entry.getKey() + " in a calendar",
                        Spelling.suggestion(entry.getKey(), CalendarText.words()));
            }
        }
        return CalendarText.calendar(texts, spot).map(good -> texts);
    }

    static Optional<Overlap> overlap(String text, Spot spot) {
        return Overlap.of(text)
                .or(() -> spot.refuse(
                        "there is no overlap \"" + text + "\"", Spelling.suggestion(text, Overlap.words())));
    }

    private void refuseMistakes() {
        if (!problems.isEmpty()) {
            throw refusal(problems);
        }
    }

    /** The answer to a body with mistakes. */
    static Refusal refusal(List<Problem> problems) {
        return Refusal.ofAll(ProblemCode.SCHEDULE_INVALID, problems);
    }
}
