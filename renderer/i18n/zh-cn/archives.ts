import type { archives as en } from '../en/archives.ts'
import type { Translated } from '../translated.ts'

export const archives: Translated<typeof en> = {
  save: {
    title: '将 {{name}} 保存到文件',
    titleMany: '将 {{count}} 个镜像保存到文件',
    references: '文件中的镜像',
    untagged: '{{id}}，无标签',
    nothing: '至少选择一个镜像。',
    fileName: '文件名',
    noFileName: '文件名不能为空，也不能包含斜杠。',
    confirm: '保存',
    note: '文件包含镜像层、标签和配置，可在任何引擎上加载。',
  },
  load: {
    title: '从文件加载镜像',
    confirm: '加载',
    note: '如果文件中的标签在此引擎上已存在，该标签会移到加载的镜像上。',
  },
  import: {
    title: '将文件系统导入为镜像',
    confirm: '导入',
    note: '读取由 docker export 等写出的 tar 归档，生成只有一层的镜像。镜像归档应使用“加载”。',
    reference: '名称和标签',
    referenceHint: '例如 my-app:1。留空则镜像没有名称。',
    badReference: '这不是有效的镜像名称。',
    changes: '配置，每行一条 Dockerfile 指令',
    changesHint:
      'CMD、ENTRYPOINT、ENV、EXPOSE、HEALTHCHECK、LABEL、ONBUILD、STOPSIGNAL、USER、VOLUME、WORKDIR',
    message: '说明',
  },
  file: {
    label: '归档',
    choose: '选择文件，或拖放到此处',
    hint: '.tar，也可以用 gzip、bzip2、xz 或 zstd 压缩',
    size: '{{name}}，{{size}}',
    missing: '先选择文件。',
  },
  platform: {
    label: '平台',
    hint: '例如 linux/arm64。留空表示全部。',
    importHint: '例如 linux/arm64。留空表示引擎的平台。',
    bad: '平台的写法如 linux/arm64 或 linux/arm/v7。',
    tooOld: 'Docker 28 或更高版本才能选择单个平台。',
  },
}
