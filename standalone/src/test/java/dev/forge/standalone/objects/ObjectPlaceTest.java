package dev.forge.standalone.objects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObjectPlaceTest {
    @Test
    void aPlaceIsABucketWithAKeyOrAPrefix() {
        assertThat(ObjectPlace.parse("s3://weather/in/a.zip")).contains(new ObjectPlace("weather", "in/a.zip"));
        assertThat(ObjectPlace.parse("s3://weather").orElseThrow().isPrefix()).isTrue();
        assertThat(ObjectPlace.parse("s3://weather/in/").orElseThrow().isPrefix())
                .isTrue();
        assertThat(ObjectPlace.parse("s3://weather/in").orElseThrow().isPrefix())
                .isFalse();
    }

    @Test
    void whatIsNoPlaceIsNone() {
        assertThat(ObjectPlace.parse("weather/in")).isEmpty();
        assertThat(ObjectPlace.parse("s3://A B/in")).isEmpty();
        assertThat(ObjectPlace.parse("http://weather/in")).isEmpty();
    }
}
