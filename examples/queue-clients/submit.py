"""Sends a request through RabbitMQ, waits for the end of its run and prints it: submit.py BROKER REQUEST-FILE."""

import json
import pathlib
import sys
import uuid

import pika

broker, request = sys.argv[1:]
connection = pika.BlockingConnection(pika.URLParameters(broker))
channel = connection.channel()
# With these, publishing fails where the broker has not got the message, or no Forge has made the queue.
channel.confirm_delivery()
replies = channel.queue_declare(queue="", exclusive=True).method.queue

# With an id of its own the message is one run, however often it is delivered.
id = str(uuid.uuid4())
channel.basic_publish(
    exchange="",
    routing_key="forge.requests",
    mandatory=True,
    body=pathlib.Path(request).read_bytes(),
    properties=pika.BasicProperties(message_id=id, correlation_id=id, reply_to=replies, delivery_mode=2),
)

for method, properties, body in channel.consume(replies, auto_ack=True):
    if properties.correlation_id == id:
        break
connection.close()
print(body.decode())
sys.exit(0 if json.loads(body)["state"] == "SUCCEEDED" else 1)
