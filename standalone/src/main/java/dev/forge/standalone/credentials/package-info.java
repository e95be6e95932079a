/** Finding the credentials that the person at the command line has already. Their values are shown nowhere. */
@NullMarked
package dev.forge.standalone.credentials;

import org.jspecify.annotations.NullMarked;
