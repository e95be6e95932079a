/** What numbers of JSON Forge takes. */
@NullMarked
package dev.forge.contract.json;

import org.jspecify.annotations.NullMarked;
