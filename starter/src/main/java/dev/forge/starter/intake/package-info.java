/** Runs that come in as messages. What is here knows no broker: an adapter takes messages from one and hands them over. */
@NullMarked
package dev.forge.starter.intake;

import org.jspecify.annotations.NullMarked;
