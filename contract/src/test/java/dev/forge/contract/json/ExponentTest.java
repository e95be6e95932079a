package dev.forge.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExponentTest {
    @ParameterizedTest(name = "{0}: has one {1}, is modest {2}")
    @CsvSource(textBlock = """
            0,                         false, true
            -12.50,                    false, true
            1e400,                     true,  true
            1E+400,                    true,  true
            -1.5e-400,                 true,  true
            1e0,                       true,  true
            1e-0000000000000000000400, true,  true
            1e401,                     true,  false
            1e-401,                    true,  false
            1e99999999999999999999,    true,  false
            """)
    void exponentsUpToTheLargestAreModest(String number, boolean has, boolean modest) {
        assertThat(Exponent.isIn(number)).isEqualTo(has);
        assertThat(Exponent.isModest(number)).isEqualTo(modest);
    }
}
