package dev.forge.starter.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** Properties as the client reads them from the wire, where a sender of another language may write any bytes. */
final class Wire {
    /** The bits of a header by which it has such a property. */
    private static final int MESSAGE_ID = 1 << 7;

    private static final int CORRELATION_ID = 1 << 10;

    /** A header begins with its weight, which nobody uses, and the size of the body; in bytes. */
    private static final int WEIGHT_AND_SIZE = 2 + 8;

    private Wire() {}

    static BasicProperties messageId(byte[] id) throws IOException {
        return properties(MESSAGE_ID, id);
    }

    static BasicProperties correlationId(byte[] id) throws IOException {
        return properties(CORRELATION_ID, id);
    }

    private static BasicProperties properties(int which, byte[] value) throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.write(new byte[WEIGHT_AND_SIZE]);
        wire.write(which >> 8);
        wire.write(which & 0xff);
        wire.write(value.length);
        wire.write(value);
        return new BasicProperties(new DataInputStream(new ByteArrayInputStream(wire.toByteArray())));
    }
}
