/** RabbitMQ: takes its messages to the intake, and sends outcomes. Nothing of it begins where no broker is configured. */
@NullMarked
package dev.forge.starter.rabbitmq;

import org.jspecify.annotations.NullMarked;
