import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A minimal web application with the starter's simplest path. It is in no package, so nothing is scanned for. */
@EnableAutoConfiguration
@RestController
public class SpringApp {
    public static void main(String[] args) {
        SpringApplication.run(SpringApp.class, args);
    }

    @GetMapping("/healthz")
    Map<String, Object> healthz() {
        return Map.of("message", "ok", "status", 200);
    }
}
