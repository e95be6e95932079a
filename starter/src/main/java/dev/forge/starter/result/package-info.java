/** What modules have left as results, as it is looked at. */
@NullMarked
package dev.forge.starter.result;

import org.jspecify.annotations.NullMarked;
