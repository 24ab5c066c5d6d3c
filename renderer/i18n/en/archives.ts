export const archives = {
  save: {
    title: 'Save {{name}} to a file',
    titleMany: 'Save {{count}} images to a file',
    references: 'Images in the file',
    untagged: '{{id}}, without a tag',
    nothing: 'Choose at least one image.',
    fileName: 'File name',
    noFileName: 'The file needs a name without slashes.',
    confirm: 'Save',
    note: 'The file holds layers, tags and configuration. Load it on any engine.',
  },
  load: {
    title: 'Load images from a file',
    confirm: 'Load',
    note: 'A tag that is in the file and on this engine moves to the loaded image.',
  },
  import: {
    title: 'Import a file system as an image',
    confirm: 'Import',
    note: 'Takes a tar archive of files, as docker export writes it, and makes an image of one layer. An archive of images is loaded instead.',
    reference: 'Name and tag',
    referenceHint: 'Such as my-app:1. Without it the image has no name.',
    badReference: 'This is no name for an image.',
    changes: 'Configuration, one Dockerfile instruction on each line',
    changesHint:
      'CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME, WORKDIR',
    message: 'Message',
  },
  file: {
    label: 'Archive',
    choose: 'Choose a file, or drop it here',
    hint: '.tar, also compressed with gzip, bzip2, xz or zstd',
    size: '{{name}}, {{size}}',
    missing: 'Choose a file first.',
  },
  platform: {
    label: 'Platform',
    hint: 'Such as linux/arm64. Empty: all that are there.',
    importHint: 'Such as linux/arm64. Empty: the platform of the engine.',
    bad: 'A platform is written like linux/arm64 or linux/arm/v7.',
    tooOld: 'Docker 28 or newer can choose one platform.',
  },
} as const
