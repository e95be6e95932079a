package dev.forge.starter.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;

/** Opens channels. */
final class Channels {
    private Channels() {}

    static Channel open(Connection connection) throws IOException {
        return connection.openChannel().orElseThrow(() -> new IOException("the broker gives no further channel"));
    }
}
