package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.forge.contract.notification.Ending;
import dev.forge.contract.notification.NotificationTarget.Webhook;
import dev.forge.contract.notification.SecretReference;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelineWriterTest {
    private static final List<String> TEXTS = List.of(
            "",
            "1.10",
            "yes",
            "null",
            "~",
            "\"",
            "\\",
            "\n\t\r",
            "\u0001",
            "\u007f",
            "\uFFFF",
            "😀",
            "${HOME}",
            "$${run.x}",
            "é",
            " ",
            "- a",
            "a: b",
            "#c",
            "a #b",
            "*x",
            "&x",
            "!x",
            "%x",
            "@x",
            "`x`",
            "'",
            "{a}",
            "[a",
            "? a",
            "|",
            ">",
            "---",
            "<<",
            "1e3",
            "0x1f",
            "a\nb\n",
            "  a\n b\n\n",
            "a \nb",
            "a\r\nb",
            "\u0085",
            "\u2028",
            "\uFEFF");

    @Test
    void defaultsAreLeftOut() {
        ModuleSpec module = new ModuleSpec(
                "a", "i", List.of(), List.of(), Map.of(), Resources.NONE, Duration.ofMinutes(15), RetryRule.DEFAULT);

        assertThat(PipelineWriter.json(new PipelineSpec(
                        "p",
                        Optional.of(SourceSpec.from("s3://files/x/")),
                        List.of(module),
                        Optional.of(SinkSpec.to("s3://out/x/")))))
                .isEqualTo("""
                        {"name":"p","source":"s3://files/x/","modules":[{"name":"a","image":"i"}],"sink":"s3://out/x/"}""");
    }

    @Test
    void everythingElseIsWrittenInTheDocumentedOrder() {
        Map<String, EnvValue> env = new LinkedHashMap<>();
        env.put("B", EnvValue.text("1.10"));
        env.put("A", new EnvValue.SecretKey("s", "k"));
        ModuleSpec module = new ModuleSpec(
                "a",
                "i",
                List.of("c"),
                List.of("x"),
                env,
                new Resources(Quantity.parse("500m"), Quantity.parse("1Gi")),
                Duration.ofMinutes(90),
                new RetryRule(0, Duration.ofMillis(500), List.of(64), List.of(75), Optional.of(2.0)),
                true,
                true,
                List.of("summary.json", "by/month.json"),
                KubernetesSpec.NONE);

        assertThat(PipelineWriter.json(new PipelineSpec(
                        "p",
                        Optional.of("team-a"),
                        Map.of(),
                        Map.of(),
                        Optional.of(new SourceSpec("s3://files/x.zip", SourceSpec.Unpack.NONE, Optional.of("5d41"))),
                        List.of(module),
                        Optional.of(new SinkSpec("s3://out/x/", List.of("a/**"), List.of("*.tmp"))),
                        OnFailure.HOLD,
                        Optional.of(new Concurrency(Optional.of("${run.id}"), 2, Concurrency.Policy.REJECT)),
                        List.of(
                                new Webhook("https://a.example.com/x?y=1", new SecretReference("s", "k")),
                                new Webhook(
                                        "http://localhost:9/",
                                        new SecretReference("s", "k"),
                                        List.of(Ending.CANCELED, Ending.FAILED))))))
                .isEqualTo("""
                        {"name":"p","namespace":"team-a","source":{"from":"s3://files/x.zip","unpack":"none","etag":"5d41"},\
                        "modules":[{"name":"a","image":"i","command":["c"],"args":["x"],\
                        "env":{"B":"1.10","A":{"secret":"s","key":"k"}},\
                        "resources":{"cpu":"500m","memory":"1Gi"},"timeout":"1h30m",\
                        "retry":{"limit":0,"backoff":"500ms","exitCodes":{"fail":[64],"retry":[75]},"memoryFactor":2},\
                        "restore":true,"objectStore":true,"results":["summary.json","by/month.json"]}],\
                        "sink":{"to":"s3://out/x/","include":["a/**"],"exclude":["*.tmp"]},"onFailure":"hold",\
                        "concurrency":{"key":"${run.id}","limit":2,"policy":"reject"},\
                        "notify":[{"webhook":"https://a.example.com/x?y=1","secret":{"secret":"s","key":"k"}},\
                        {"webhook":"http://localhost:9/","secret":{"secret":"s","key":"k"},"on":["FAILED","CANCELED"]}]}""");
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            PipelineSpec spec = pipeline(random);

            assertThat(PipelineParser.parse(PipelineWriter.json(spec))).isEqualTo(new Parsed.Valid(spec));
        }
    }

    @Test
    void whatIsWrittenAsYamlIsReadAsTheSame() throws Exception {
        Random random = new Random(12);
        for (int i = 0; i < 2_000; i++) {
            PipelineSpec spec = pipeline(random);

            String yaml = PipelineYaml.of(new ObjectMapper().readTree(PipelineWriter.json(spec)));

            assertThat(PipelineParser.parse(yaml)).as(yaml).isEqualTo(new Parsed.Valid(spec));
        }
    }

    @Test
    void yamlReadsAsPeopleWriteIt() throws Exception {
        String yaml = PipelineYaml.of(new ObjectMapper().readTree("""
                {"name":"weather","source":"s3://in/x.zip","modules":[{"name":"1e3","image":"a:1",
                "command":["sh","-c","set -e\\nrun\\n"],"env":{"V":"1.10","<<":"yes"},"retry":{"limit":1}}]}
                """));

        assertThat(yaml).isEqualTo("""
                name: weather
                source: s3://in/x.zip
                modules:
                  - name: "1e3"
                    image: a:1
                    command:
                      - sh
                      - -c
                      - |
                        set -e
                        run
                    env:
                      V: "1.10"
                      "<<": "yes"
                    retry:
                      limit: 1
                """);
    }

    private static PipelineSpec pipeline(Random random) {
        List<ModuleSpec> modules = IntStream.rangeClosed(1, 1 + random.nextInt(3))
                .mapToObj(i -> module("m" + i, random))
                .toList();
        SourceSpec source = new SourceSpec(
                "s3://files/x.zip",
                random.nextBoolean() ? SourceSpec.Unpack.AUTO : SourceSpec.Unpack.NONE,
                Optional.of(random.nextBoolean() ? "\"5e41\"" : "123").filter(it -> random.nextBoolean()));
        SinkSpec sink = new SinkSpec("file:///out/", random.nextBoolean() ? List.of() : List.of("**"), List.of());
        return new PipelineSpec(
                "p",
                Optional.of(source).filter(it -> random.nextBoolean()),
                modules,
                Optional.of(sink).filter(it -> random.nextBoolean()));
    }

    private static ModuleSpec module(String name, Random random) {
        Map<String, EnvValue> env = new LinkedHashMap<>();
        texts(random)
                .forEach(text -> env.put(
                        "V" + env.size(),
                        random.nextInt(4) == 0 ? new EnvValue.SecretKey("s", "k") : EnvValue.text(text)));
        return new ModuleSpec(
                name,
                "i:" + random.nextInt(9),
                texts(random),
                texts(random),
                env,
                new Resources(
                        Quantity.parse(random.nextInt(1, 9) + "m").filter(it -> random.nextBoolean()),
                        Quantity.parse(random.nextInt(1, 9) + "Gi").filter(it -> random.nextBoolean())),
                Duration.ofMillis(random.nextLong(1, 86_400_000)),
                new RetryRule(
                        random.nextInt(101),
                        Duration.ofMillis(random.nextInt(300_001)),
                        random.nextBoolean() ? List.of() : List.of(random.nextInt(1, 100)),
                        random.nextBoolean() ? List.of() : List.of(random.nextInt(100, 256)),
                        Optional.of(random.nextInt(10, 101) / 10.0).filter(it -> random.nextBoolean())),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean() ? List.of() : List.of("summary.json", "é/a b.json"),
                KubernetesSpec.NONE);
    }

    private static List<String> texts(Random random) {
        return random.ints(random.nextInt(4), 0, TEXTS.size())
                .mapToObj(TEXTS::get)
                .toList();
    }
}
