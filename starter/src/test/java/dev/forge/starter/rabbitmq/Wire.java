package dev.forge.starter.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** Properties as the client reads them from the wire, where a sender of another language may write any bytes. */
final class Wire {
    /** The bit of a header by which it has this property, and no other. */
    private static final int MESSAGE_ID = 1 << 7;

    /** A header begins with its weight, which nobody uses, and the size of the body; in bytes. */
    private static final int WEIGHT_AND_SIZE = 2 + 8;

    private Wire() {}

    static BasicProperties messageId(byte[] id) throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.write(new byte[WEIGHT_AND_SIZE]);
        wire.write(MESSAGE_ID >> 8);
        wire.write(MESSAGE_ID & 0xff);
        wire.write(id.length);
        wire.write(id);
        return new BasicProperties(new DataInputStream(new ByteArrayInputStream(wire.toByteArray())));
    }
}
