import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Sends one job through RabbitMQ and waits for its end: java -cp 'lib/*' Submit.java amqp://guest:guest@127.0.0.1:5672 */
class Submit {
    public static void main(String[] arguments) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(arguments[0]);
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            String replies = channel.queueDeclare().getQueue();
            // With an id of its own the message is one run, however often it is delivered.
            String request = UUID.randomUUID().toString();
            CompletableFuture<String> end = new CompletableFuture<>();
            channel.basicConsume(
                    replies,
                    true,
                    (_, reply) -> {
                        if (request.equals(reply.getProperties().getCorrelationId())) {
                            end.complete(new String(reply.getBody(), StandardCharsets.UTF_8));
                        }
                    },
                    _ -> {});

            channel.confirmSelect();
            channel.basicPublish(
                    "",
                    "forge.requests",
                    true,
                    new BasicProperties.Builder()
                            .messageId(request)
                            .correlationId(request)
                            .replyTo(replies)
                            .deliveryMode(2)
                            .build(),
                    """
                    {"jobName": "hello", "image": "busybox:1.36", "args": ["echo", "hello"], "timeOut": 5}"""
                            .getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(10_000);
            System.out.println(end.get());
        }
    }
}
