/** Building container images and bringing them to where a cluster finds them. */
@NullMarked
package dev.forge.standalone.images;

import org.jspecify.annotations.NullMarked;
