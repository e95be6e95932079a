package dev.forge.starter.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.runtime.SeenObject;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.sqs.BucketEvents.Named;
import dev.forge.starter.sqs.BucketEvents.Told;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketEventsTest {
    /** As the Amazon S3 User Guide shows it, in "Event message structure". */
    private static final String NOTIFICATION = """
            {"Records": [{"eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "us-west-2",
              "eventTime": "2026-11-29T12:00:00.123Z", "eventName": "ObjectCreated:Put",
              "userIdentity": {"principalId": "AIDAJDPLRKLG7UEXAMPLE"},
              "requestParameters": {"sourceIPAddress": "127.0.0.1"},
              "responseElements": {"x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8"},
              "s3": {"s3SchemaVersion": "1.0", "configurationId": "testConfigRule",
                "bucket": {"name": "weather", "ownerIdentity": {"principalId": "A3NL1KOZZKExample"},
                  "arn": "arn:aws:s3:::weather"},
                "object": {"key": "in/seattle.zip", "size": 1024, "eTag": "d41d8cd98f00b204e9800998ecf8427e",
                  "versionId": "096fKKXTRTtl3on89fVO.nfljtsv6qko", "sequencer": "0055AED6DCD90281E5"}}}]}
            """;

    /** As the same guide shows it, in "EventBridge event message structure". */
    private static final String EVENT_BRIDGE = """
            {"version": "0", "id": "17793124-05d4-b198-2fde-7ededc63b103", "detail-type": "Object Created",
              "source": "aws.s3", "account": "111122223333", "time": "2026-11-29T12:00:00Z", "region": "ca-central-1",
              "resources": ["arn:aws:s3:::weather"],
              "detail": {"version": "0", "bucket": {"name": "weather"},
                "object": {"key": "in/seattle.zip", "size": 1024, "etag": "d41d8cd98f00b204e9800998ecf8427e",
                  "version-id": "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e", "sequencer": "617f08299329d189"},
                "request-id": "N4N7GDK58NMKJ12R", "requester": "123456789012", "source-ip-address": "1.2.3.4",
                "reason": "PutObject"}}
            """;

    private static final SeenObject SEATTLE = new SeenObject(
            "weather",
            "in/seattle.zip",
            "d41d8cd98f00b204e9800998ecf8427e",
            1024,
            Instant.parse("2026-11-29T12:00:00Z"));

    private static final Told NOTHING = new Told(List.of(), List.of(), List.of());

    @ParameterizedTest
    @ValueSource(strings = {NOTIFICATION, EVENT_BRIDGE})
    void aNewObjectIsSeen(String message) {
        assertThat(BucketEvents.read(message).objects()).containsExactly(SEATTLE);
        assertThat(BucketEvents.read(throughSns(message)).objects()).containsExactly(SEATTLE);
    }

    @Test
    void severalInOneMessageAreAllSeen() {
        String one = NOTIFICATION.substring(NOTIFICATION.indexOf('[') + 1, NOTIFICATION.lastIndexOf(']'));

        assertThat(BucketEvents.read("{\"Records\": [" + one + ", " + one.replace("seattle", "portland") + "]}")
                        .objects())
                .extracting(SeenObject::key)
                .containsExactly("in/seattle.zip", "in/portland.zip");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in/a+b.zip | in/a b.zip",
                "in/a%2Bb.zip | in/a+b.zip",
                "in/a%20b.zip | in/a b.zip",
                "in/100%25.zip | in/100%.zip",
                "in/Z%C3%BCrich.zip | in/Zürich.zip",
                "%E6%9D%B1%E4%BA%AC/%F0%9F%98%80 | 東京/😀",
                "a%3Fb%3Dc%26d%23e | a?b=c&d#e"
            })
    void aKeyOfAnS3NotificationIsDecoded(String sent, String key) {
        assertThat(BucketEvents.read(NOTIFICATION.replace("in/seattle.zip", sent))
                        .objects())
                .extracting(SeenObject::key)
                .containsExactly(key);
    }

    @Test
    void aKeyOfEventBridgeIsTakenAsItIs() {
        assertThat(BucketEvents.read(EVENT_BRIDGE.replace("in/seattle.zip", "in/a+b%20c.zip"))
                        .objects())
                .extracting(SeenObject::key)
                .containsExactly("in/a+b%20c.zip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ObjectCreated:Put",
                "ObjectCreated:Post",
                "ObjectCreated:Copy",
                "ObjectCreated:CompleteMultipartUpload",
                "s3:ObjectCreated:Put"
            })
    void everyWayOfMakingAnObjectCounts(String event) {
        assertThat(BucketEvents.read(NOTIFICATION.replace("ObjectCreated:Put", event))
                        .objects())
                .containsExactly(SEATTLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ObjectRemoved:Delete",
                "ObjectRestore:Completed",
                "ObjectTagging:Put",
                "ReducedRedundancyLostObject",
                "s3:ObjectRemoved:Delete"
            })
    void whatMakesNoObjectIsNoMistake(String event) {
        assertThat(BucketEvents.read(NOTIFICATION.replace("ObjectCreated:Put", event)))
                .isEqualTo(NOTHING);
        assertThat(BucketEvents.read(EVENT_BRIDGE.replace("Object Created", "Object Deleted")))
                .isEqualTo(NOTHING);
    }

    @Test
    void theTestEventOfANewConfigurationIsNoMistake() {
        String test = """
                {"Service": "Amazon S3", "Event": "s3:TestEvent", "Time": "2026-11-29T12:00:00.000Z",
                  "Bucket": "weather", "RequestId": "5582815E1AEA5ADF", "HostId": "8cLeGAmw098X5cv4Zkwcmo8vvZa3eH"}
                """;

        assertThat(BucketEvents.read(test)).isEqualTo(NOTHING);
        assertThat(BucketEvents.read(throughSns(test))).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "{\"Records\": [",
                "{\"Type\": \"Notification\", \"Message\": \"hello\"}",
                "{\"Records\": []} trailing"
            })
    void whatIsNoJsonIsRefused(String message) {
        assertThatThrownBy(() -> BucketEvents.read(message))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.code()).isEqualTo(ProblemCode.SYNTAX_ERROR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "7",
                "null",
                "{\"Records\": {}}",
                "{\"image\": \"a:1\"}",
                "{\"source\": \"aws.s3\"}",
                "{\"source\": \"aws.ec2\", \"detail\": {}}"
            })
    void whatIsNoNotificationOfS3IsRefused(String message) {
        assertThatThrownBy(() -> BucketEvents.read(message))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.code()).isEqualTo(ProblemCode.BAD_REQUEST))
                .hasMessageContaining("no notification of S3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"size\": 1024, | ''",
                "\"size\": 1024 | \"size\": \"large\"",
                "\"size\": 1024 | \"size\": -1",
                "\"size\": 1024 | \"size\": 10.5",
                "\"size\": 1024 | \"size\": null",
                "\"eTag\" | \"tag\"",
                "\"eTag\": \"d41d8cd98f00b204e9800998ecf8427e\" | \"eTag\": \"\"",
                "2026-11-29T12:00:00.123Z | today"
            })
    void ofAnEventThatDoesNotTellEnoughTheObjectIsNamed(String part, String wrong) {
        assertThat(BucketEvents.read(NOTIFICATION.replace(part, wrong)))
                .isEqualTo(new Told(List.of(), List.of(new Named("weather", "in/seattle.zip")), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\": \"weather\" | \"name\": 7 | no text at /s3/bucket/name",
                "\"key\": \"in/seattle.zip\", | '' | no text at /s3/object/key",
                "in/seattle.zip | in/%ZZ | ZZ",
                "in/seattle.zip | in/%00 | NUL"
            })
    void anEventOfNoObjectIsSaidWithItsPlaceAndTheOthersOfItsMessageAreTaken(String part, String wrong, String why) {
        String one = NOTIFICATION.substring(NOTIFICATION.indexOf('[') + 1, NOTIFICATION.lastIndexOf(']'));

        Told told =
                BucketEvents.read("{\"Records\": [" + one + ", " + one.replace(part, wrong) + ", null, " + one + "]}");

        assertThat(told.objects()).containsExactly(SEATTLE, SEATTLE);
        assertThat(told.odd()).singleElement().asString().contains("/Records/1", why);
    }

    @ParameterizedTest
    @CsvSource({"in/seattle.zip, in/%00", "\"weather\", \"wea\\u0000ther\""})
    void anEventThatDoesNotTellEnoughIsAskedOfNoBucketWhereNoObjectHasItsAddress(String part, String wrong) {
        String bare = NOTIFICATION.replace("d41d8cd98f00b204e9800998ecf8427e", "");

        Told told = BucketEvents.read(bare.replace(part, wrong));

        assertThat(told.named()).isEmpty();
        assertThat(told.odd()).singleElement().asString().contains("/Records/0", "NUL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1000000000-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "-4713-01-01T00:00:00Z"})
    void anEventOfATimeThatNoDatabaseTakesIsOfNoObject(String time) {
        Told told = BucketEvents.read(NOTIFICATION.replace("2026-11-29T12:00:00.123Z", time));

        assertThat(told.objects()).isEmpty();
        assertThat(told.odd()).singleElement().asString().contains(time);
    }

    @Test
    void aKeyThatIsLongerThanS3AllowsIsNoObjects() {
        assertThat(BucketEvents.read(NOTIFICATION.replace("in/seattle.zip", "k".repeat(1025)))
                        .odd())
                .singleElement()
                .asString()
                .contains("longer than S3 allows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"096fKKXTRTtl3on89fVO.nfljtsv6qko\"", "null", "\"\"", "7"})
    void theVersionsIdIsNotLookedAt(String versionId) {
        assertThat(BucketEvents.read(NOTIFICATION.replace("\"096fKKXTRTtl3on89fVO.nfljtsv6qko\"", versionId))
                        .objects())
                .containsExactly(SEATTLE);
    }

    private static String throughSns(String message) {
        try {
            return HistoryFormat.mapper()
                    .writeValueAsString(Map.of(
                            "Type", "Notification",
                            "MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
                            "TopicArn", "arn:aws:sns:us-west-2:123456789012:weather",
                            "Subject", "Amazon S3 Notification",
                            "Message", message,
                            "Timestamp", "2026-11-29T12:00:00.456Z",
                            "SignatureVersion", "1"));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
