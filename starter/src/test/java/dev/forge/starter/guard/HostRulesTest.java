package dev.forge.starter.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostRulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                              | https://example.com/x        | true
                                              | http://example.com/x         | false
                                              | https://localhost/x          | false
                                              | https://127.0.0.1:8443/      | false
                                              | https://[::1]/               | false
            example.com                       | https://example.com/x        | true
            example.com                       | https://EXAMPLE.com/x        | true
            example.com                       | http://example.com/x         | false
            example.com                       | https://a.example.com/x      | false
            example.com                       | https://notexample.com/x     | false
            *.example.com                     | https://a.b.example.com/x    | true
            *.example.com                     | https://example.com/x        | false
            *.example.com                     | https://aexample.com/        | false
            *.example.com,http://hooks.team-a | http://hooks.team-a:8080/x   | true
            http://hooks.team-a               | https://hooks.team-a/x       | true
            http://hooks.team-a               | http://example.com/x         | false
            http://localhost                  | http://localhost:9/x         | true
            localhost                         | http://localhost:9/x         | false
            """)
    void onlyWhatThePlatformNamesIsCalledAndAllByHttpsWhereItNamesNothing(String rules, String url, boolean called) {
        HostRules hosts = HostRules.parse(rules == null ? "" : rules);

        assertThat(hosts.refusal(URI.create(url)).isEmpty()).isEqualTo(called);
    }

    @ParameterizedTest
    @CsvSource({
        "169.254.169.254, false",
        "127.0.0.1, false",
        "0.0.0.0, false",
        "224.0.0.1, false",
        "::1, false",
        "fe80::1, false",
        "10.1.2.3, true",
        "93.184.216.34, true"
    })
    void aNameThatLeadsInsideIsNotCalled(String address, boolean called) throws Exception {
        URI url = URI.create("https://innocent.example.com/");
        InetAddress where = InetAddress.ofLiteral(address);

        assertThat(HostRules.ANY.refusal(url, where).isEmpty()).isEqualTo(called);
        assertThat(HostRules.parse("*.example.com").refusal(url, where).isEmpty())
                .isEqualTo(called);
        assertThat(HostRules.parse("innocent.example.com").refusal(url, where)).isEmpty();
    }

    @Test
    void aLaptopMayCallItselfAndNothingElseInside() throws Exception {
        HostRules laptop = HostRules.OF_A_LAPTOP;

        assertThat(laptop.refusal(URI.create("http://localhost:8000/"))).isEmpty();
        assertThat(laptop.refusal(URI.create("http://localhost:8000/"), InetAddress.ofLiteral("127.0.0.1")))
                .isEmpty();
        assertThat(laptop.refusal(URI.create("http://example.com/"))).isPresent();
        assertThat(laptop.refusal(URI.create("https://example.com/"), InetAddress.ofLiteral("169.254.169.254")))
                .isPresent();
    }
}
