/** What was sent, read: by whichever door it came. */
@NullMarked
package dev.forge.starter.body;

import org.jspecify.annotations.NullMarked;
