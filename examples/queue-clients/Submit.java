import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Sends a request through RabbitMQ, waits for the end of its run and prints it: Submit.java BROKER REQUEST-FILE. */
class Submit {
    public static void main(String[] arguments) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(arguments[0]);
        CompletableFuture<String> end = new CompletableFuture<>();
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            String replies = channel.queueDeclare().getQueue();
            // With an id of its own the message is one run, however often it is delivered.
            String id = UUID.randomUUID().toString();
            channel.basicConsume(
                    replies,
                    true,
                    (_, reply) -> {
                        if (id.equals(reply.getProperties().getCorrelationId())) {
                            end.complete(new String(reply.getBody(), StandardCharsets.UTF_8));
                        }
                    },
                    _ -> end.completeExceptionally(new IllegalStateException("The queue of replies is gone.")));
            connection.addShutdownListener(end::completeExceptionally);
            channel.addReturnListener(
                    _ -> end.completeExceptionally(new IllegalStateException("No Forge takes requests from there.")));

            channel.confirmSelect();
            channel.basicPublish(
                    "",
                    "forge.requests",
                    true,
                    new BasicProperties.Builder()
                            .messageId(id)
                            .correlationId(id)
                            .replyTo(replies)
                            .deliveryMode(2)
                            .build(),
                    Files.readAllBytes(Path.of(arguments[1])));
            channel.waitForConfirmsOrDie(10_000);
            System.out.println(end.get());
        }
        // A program would read it with a JSON library.
        System.exit(end.get().contains("\"state\":\"SUCCEEDED\"") ? 0 : 1);
    }
}
